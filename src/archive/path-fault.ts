/**
 * Why a path of an archive is refused, if it is: unpacked, it would be outside the folder, or its name
 * would mean something else to another program. Completes "the name … ".
 */
export function pathFault(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.includes('\0')) return 'contains a NUL byte';
  if (path.startsWith('/')) return 'is absolute';
  // Helm takes a backslash as the separator of all folders of the name.
  if (path.includes('\\')) return 'contains a backslash';
  if (/(?:^|\/)[A-Za-z]:/.test(path)) return 'begins with the letter of a drive';
  const steps = path.split('/');
  if (steps.includes('..')) return 'contains ..';
  if (steps.includes('.') || steps.includes('')) return 'is not in its shortest form';
  return undefined;
}
