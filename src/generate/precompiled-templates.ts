import type Handlebars from 'handlebars';

/** What Handlebars' compiler makes, and its runtime takes. */
type TemplateSpecification = Parameters<typeof Handlebars.template>[0];

/**
 * Templates compiled when the program was built, by the digest of their text. Empty in the source:
 * the build replaces the module in the bundle.
 */
export const precompiledTemplates: Readonly<Record<string, TemplateSpecification | undefined>> = {};
