import type { TemplateProgram } from './template/template-node.ts';

/**
 * Templates compiled when the program was built, by `templateDigest`. Empty in the source:
 * the build replaces the module in the bundle.
 */
export const precompiledTemplates: Readonly<Record<string, TemplateProgram | undefined>> = {};
