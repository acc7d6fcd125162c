import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { baseImageOf } from '../../../src/generate/base-image.ts';

test.each([
  ['FROM nginx:1.27', 'nginx:1.27'],
  ['# FROM a\n  from --platform=linux/amd64 nginx:1.27 AS web\r\nRUN x', 'nginx:1.27'],
  ['FROM node:24 AS build\nFROM nginx:1.27\nCOPY --from=build /a /a', 'nginx:1.27'],
  ['FROM node:24 AS Build\nFROM nginx\nFROM build AS last', 'node:24'],
  ['FROM a AS a\nFROM a', 'a'],
  ['ARG B="redis:7"\nFROM ${B}', 'redis:7'],
  ['ARG B=redis\nARG V=7\nFROM $B:${V}-alpine', 'redis:7-alpine'],
  ['FROM redis:${V:-8}', 'redis:8'],
  ['FROM \\\n  redis:7 \\\n  AS x', 'redis:7'],
  ['FROM node\nARG B=late\nFROM $B', undefined],
  ['ARG B\nFROM $B', undefined],
  ['FROM scratch', undefined],
  ['', undefined],
])('the base image of %j', (dockerfile, base) => {
  expect(baseImageOf(dockerfile)).toBe(base);
});

test('the base image of the Redis image', () => {
  expect(baseImageOf(readFileSync('image/Dockerfile', 'utf8'))).toBe('redis:7-alpine');
});
