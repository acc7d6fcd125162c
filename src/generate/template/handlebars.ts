import Handlebars from 'handlebars';

/** Handlebars with its compiler; templates that were compiled by the build do without. */
export const handlebars = Handlebars;
