import type { FileTree } from '../../../src/model/file-tree.ts';
import { analyseChange } from '../../../src/publish/analyse-change.ts';

/** A version with these questions, and keys of both files. */
export const version = (questions: string, docker = '', rancher = ''): FileTree =>
  new Map([
    [
      'rancher-compose.yml',
      {
        content: `version: '2'\ncatalog:\n  version: "1"\n  questions:\n${questions}\n${rancher}`,
        mode: 0o644 as const,
      },
    ],
    ['docker-compose.yml', { content: `version: '2'\n${docker}`, mode: 0o644 as const }],
  ]);

/** Each change as `bump kind:subject`. */
export const changes = (before: FileTree, after: FileTree) =>
  analyseChange(before, after).map(({ bump, kind, subject }) => `${bump} ${kind}:${subject}`);
