/** The name that the launch page proposes for the stack of a template (ui app/models/template.js, defaultName). */
export const proposedStackName = (template: string): string =>
  template.toLowerCase().replaceAll(/[^a-z0-9-]/g, '') || 'stack';

/** Whether a stack can have a name (cattle schema/base/stack.json; StackValidationFilter.java:81-93). */
export const isStackName = (name: string): boolean =>
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(name);
