import Handlebars from 'handlebars';

/** Handlebars' parser; templates that were compiled by the build do without. The bundle has no more of it. */
export const handlebars = Handlebars;
