import { describe, expect, test } from 'vitest';
import { isPortSpec } from '../../../src/rancher/launch/is-port-spec.ts';

describe('isPortSpec', () => {
  test.each([
    '80',
    '80:80',
    '1.2.3.4:80:80',
    '80/udp',
    '80-81:90-91',
    '127.0.0.1::80',
    '8000-9000',
  ])('accepts %s', (spec) => {
    expect(isPortSpec(spec)).toBe(true);
  });
  test.each([
    '',
    'a',
    '80:',
    '70000',
    '80/x',
    '81-80',
    '80-81:90-99',
    '1.2.3.400:80:80',
    '1:2:3:4',
  ])('refuses %j', (spec) => {
    expect(isPortSpec(spec)).toBe(false);
  });
});
