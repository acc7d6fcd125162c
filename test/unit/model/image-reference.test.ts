import { expect, test } from 'vitest';
import { canBePushed, registryOf, retag } from '../../../src/model/image-reference.ts';

test.each([
  ['redis', 'docker.io', false],
  ['redis:7', 'docker.io', false],
  ['team/redis:7', 'docker.io', true],
  ['team/redis:1@sha256:00', 'docker.io', false],
  ['localhost/redis', 'localhost', true],
  ['localhost:5000/redis', 'localhost:5000', true],
  ['registry.example.com/a/b:1.0', 'registry.example.com', true],
])('%s is of %s', (image, registry, isPushable) => {
  expect({ registry: registryOf(image), isPushable: canBePushed(image) }).toEqual({
    registry,
    isPushable,
  });
});

test.each([
  ['r.example.com:5000/a', 'r.example.com:5000/a:latest+'],
  ['r.example.com:5000/a:1', 'r.example.com:5000/a:1+'],
  ['a/b:1@sha256:00', 'a/b:1+'],
])('%s has another tag', (image, expected) => {
  expect(retag(image, (tag) => `${tag}+`)).toBe(expected);
});
