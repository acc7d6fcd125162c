import { KeptWith } from '../source/kept-with.ts';
import type { GoTemplate } from '../rancher/template/template-node.ts';
import { valueUses } from './value-uses.ts';

const known = new KeptWith<GoTemplate, readonly ReadonlySet<string>[] | 'unknown'>();

/** The answers that each part of a template reads, such as an `if` and all that is in it. */
function groupsOf(template: GoTemplate): readonly ReadonlySet<string>[] | 'unknown' {
  const groups: ReadonlySet<string>[] = [];
  if (template.defined.size > 0) return 'unknown';
  for (const node of template.nodes) {
    if (node.kind === 'text') continue;
    const { uses, dynamic } = valueUses({ ...template, nodes: [node] });
    if (uses.length === 0 && !dynamic) continue;
    // A variable takes an answer to other parts.
    if (dynamic || (node.kind === 'action' && node.pipeline.variables.length > 0)) return 'unknown';
    groups.push(new Set(uses.map(({ name }) => name)));
  }
  return groups;
}

/** Whether two answers never decide together what a template prints. */
export function areIndependent(template: GoTemplate | undefined, a: string, b: string): boolean {
  if (!template) return true;
  const groups = known.of(template, groupsOf);
  return groups !== 'unknown' && groups.every((names) => !names.has(a) || !names.has(b));
}
