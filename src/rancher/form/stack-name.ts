/** Names of templates that have another default name (UI models/template.js:29-51). */
const renamed: Readonly<Record<string, string | undefined>> = { k8s: 'kubernetes' };

/**
 * The name of a new stack before the user changes it: the ID without the catalog and the base, of which letters, digits
 * and dashes are left.
 */
export function defaultStackName(templateId: string): string {
  const name = templateId
    .slice(templateId.indexOf(':') + 1)
    .replace(/^[^*]*\*/, '')
    .replaceAll(/[^a-zA-Z0-9-]/g, '');
  return (Object.hasOwn(renamed, name) ? renamed[name] : undefined) ?? name;
}

/** Characters of a stack's name, at most (cattle resources/content/schema/base/stack.json). */
const longestName = 63;

/**
 * The error that the page shows if the API refuses the name of a stack: the schema is checked first, then dashes at the
 * ends and other stacks (cattle StackValidationFilter.java:81-93). The database compares names without case.
 */
export function stackNameError(name: string, taken: readonly string[]): string | undefined {
  const fault = nameFault(name, taken);
  return fault === undefined ? undefined : `Validation failed in API: name ${fault}`;
}

function nameFault(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'is required';
  if (name.length > longestName) return 'is too long';
  if (!/^[a-zA-Z0-9-]+$/.test(name) || name.startsWith('-') || name.endsWith('-')) {
    return 'contains invalid characters';
  }
  const isTaken = taken.some((other) => other.toLowerCase() === name.toLowerCase());
  return isTaken ? 'is not unique' : undefined;
}
