import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BlueprintFiles } from '../model/blueprint.ts';

const mebibyte = 1024 * 1024;

// Rancher keeps icons as base64 in a MEDIUMTEXT column of 16 MiB (cattle db/core-114.xml); the UI
// loads them with each list.
const largestIcon = mebibyte;

const kinds: Record<string, (start: string) => boolean> = {
  svg: (start) => start.includes('<svg'),
  png: (start) => start.startsWith('\u0089PNG\r\n'),
  jpg: (start) => start.startsWith('\u00FF\u00D8\u00FF'),
  jpeg: (start) => start.startsWith('\u00FF\u00D8\u00FF'),
  gif: (start) => start.startsWith('GIF8'),
};

/**
 * Whether Rancher will show the icon: it uses the file extension only, which must match the content. `name` is that
 * of the icon in the blueprint.yml at `path`.
 */
export function checkIcon(
  icon: NonNullable<BlueprintFiles['icon']>,
  name: string,
  path: string,
): Diagnostic[] {
  const fault = (message: string, hint: string): Diagnostic[] => [
    { code: 'icon-invalid', severity: 'error', message, at: { file: path }, hint },
  ];
  const isKind = kinds[icon.extension];
  if (!isKind) {
    return fault(
      `Rancher does not show the icon ${name}: unknown type of image`,
      'use svg, png, jpg or gif',
    );
  }
  if (icon.content.length > largestIcon) {
    const size = (icon.content.length / mebibyte).toFixed(1);
    return fault(`the icon ${name} is ${size} MiB large`, 'use an icon of at most 1 MiB');
  }
  const start = String.fromCodePoint(...icon.content.subarray(0, 65_536));
  return isKind(start)
    ? []
    : fault(
        `the icon ${name} is not a ${icon.extension} file`,
        'use the file extension of its type',
      );
}
