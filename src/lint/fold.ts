import type { LintFinding } from './lint-finding.ts';

const versionFolder = /^[^/]+\/[^/]+\/[^/]+(?=\/)/;

/** What two findings in different revisions have in common: all but the revision. */
function keyOf({ code, severity, message, at }: LintFinding): string {
  const [folder = ''] = versionFolder.exec(at.file) ?? [];
  const [top, name] = folder.split('/');
  const below = folder === '' ? at.file : `${top}/${name}/*${at.file.slice(folder.length)}`;
  const plain = folder === '' ? message : message.replaceAll(folder, '*');
  return [code, severity, below.replace(/\.tpl$/, ''), plain.replaceAll(/\d+/g, '#')].join('\0');
}

/** Findings, with identical ones about several revisions merged into the last of them. */
export function fold(findings: readonly LintFinding[]): LintFinding[] {
  const groups = new Map<string, LintFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const last = group.at(-1);
    if (!last) return [];
    const others = group.slice(0, -1).map(({ at }) => at);
    return [others.length === 0 ? last : { ...last, others }];
  });
}
