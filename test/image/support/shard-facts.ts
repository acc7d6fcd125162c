// The facts of a Redis Cluster as the helper of a node gathers them, and what decide.awk makes of them.
import { awk } from './awk.ts';

export interface Known {
  readonly id: string;
  readonly host?: string;
  readonly name?: string;
  /** Its master. @default none */
  readonly of?: string;
  readonly slots?: number;
  readonly flags?: string;
  readonly address?: string;
  /** Who it knows. @default all */
  readonly knows?: readonly string[];
  readonly doesAnswer?: boolean;
  /** Whether a name resolves to its address. @default true */
  readonly isResolved?: boolean;
  readonly link?: string;
  readonly offset?: number;
  readonly lock?: string;
  readonly past?: string;
  /** Whether a replica has had a complete copy of its master. @default true */
  readonly isComplete?: boolean;
  /** What the others report of its role. @default its role */
  readonly reported?: 'master';
}

export const idOf = (letter: string) => letter.repeat(40);
const addressOf = ({ id, address }: Known) => address ?? `10.0.0.${id.charCodeAt(0) - 96}`;

/** What the first of these nodes does. */
export function decide(nodes: readonly Known[], more: readonly string[] = []): string[] {
  const [me] = nodes;
  const lines = nodes.flatMap((node) => {
    if (node.doesAnswer === false) return [];
    const role = node.of === undefined ? 'master' : 'slave';
    const link = node.link ?? (node.of === undefined ? '-' : 'up');
    const slots = node.slots ? '0-9' : '-';
    const views = nodes
      .filter(({ id }) => (node.knows ?? nodes.map((one) => one.id)).includes(id))
      .map((other) => {
        const own = other === node ? 'myself,' : '';
        const of = other !== node && other.reported === 'master' ? undefined : other.of;
        const flags = `${own}${of === undefined ? 'master' : 'slave'}${other.flags ? `,${other.flags}` : ''}`;
        const boss = of === undefined ? '-' : idOf(of);
        const at = other.flags === 'noaddr' ? '- 0 0' : `${addressOf(other)} 6379 16379`;
        return `sees ${idOf(node.id)} ${idOf(other.id)} ${flags} ${boss} connected ${at} ${other.slots ?? 0}`;
      });
    const lock = node.lock === undefined ? '-' : idOf(node.lock);
    return [
      `node ${addressOf(node)} 6379 ${idOf(node.id)} ${node.host ?? node.id} ${node.name ?? 'c'} ${role} ${link} ${node.offset ?? 5} 1 0 ${slots} 0 ${lock} ${node.past ?? 'old'} ${node.of !== undefined && node.isComplete !== false ? 'yes' : '-'}`,
      ...views,
    ];
  });
  const facts = [
    `me ${idOf(me?.id ?? '')} ${me?.host ?? me?.id} c`,
    'set 6',
    'now 100',
    ...nodes
      .filter(({ isResolved }) => isResolved !== false)
      .map((node) => `resolved ${addressOf(node)} 6379`),
    ...more,
    ...lines,
  ];
  return awk(['decide.awk', 'lost.awk'], facts).filter((line) => !line.startsWith('limit '));
}

export const masters: Known[] = ['a', 'b', 'c'].map((id) => ({
  id,
  slots: id === 'a' ? 5462 : 5461,
}));
const replicas: Known[] = [
  { id: 'd', of: 'a' },
  { id: 'e', of: 'b' },
  { id: 'f', of: 'c' },
];
export const whole = [...masters, ...replicas];
/** The same nodes, as the one with this id sees them. */
export const seenBy = (id: string, nodes: readonly Known[] = whole) => [
  ...nodes.filter((node) => node.id === id),
  ...nodes.filter((node) => node.id !== id),
];
export const changed = (id: string, change: Partial<Known>, nodes: readonly Known[] = whole) =>
  nodes.map((node) => (node.id === id ? { ...node, ...change } : node));

/** One that is lost with the slots that two masters do not have. */
export const former: Known = { id: 'z', flags: 'noaddr', doesAnswer: false, slots: 5461 };
/** The same, before the last slot is assigned: until then, no node accepts writes. */
export const begun: Known = { ...former, slots: 5460 };

/** Each node that answers has the mark of this one. */
export const markedBy = (id: string, nodes: readonly Known[] = whole): Known[] =>
  nodes.map((node) => (node.doesAnswer === false ? node : { ...node, lock: id }));
