import { describe, expect, test } from 'vitest';
import { compose, launch } from './launch-texts.ts';

// executor yaml/types_yaml.go, config/secret.go; gojsonschema jsonLoader.go: the services as JSON.

describe('a number that does not fit', () => {
  test.each([
    ['scale: 18446744073709551615', 'parsing "18446744073709551615": value out of range'],
    ['scale: 1e30', 'parsing "1e+30": invalid syntax'],
    ['cpu_shares: 9223372036854775808', 'parsing "9223372036854775808": value out of range'],
    ['mem_limit: 1e30', "invalid size: '1e+30'"],
    ['scale: .inf', 'json: unsupported value: +Inf'],
    ['hostname: .nan', 'json: unsupported value: NaN'],
    ['metadata: {a: [-.inf]}', 'json: unsupported value: -Inf'],
  ])('%s is refused', (key, message) => {
    const launched = compose(`    ${key}\n`);
    expect(launched).toMatchObject({ verdict: 'rejected', stage: 'merge:docker-compose.yml' });
    expect(launched.error).toContain(message);
  });

  test.each([
    'scale: 9223372036854775807',
    'scale: 1.9',
    'mem_limit: 9223372036854775808',
    'environment: {A: .inf}',
    'labels: {a: .nan}',
  ])('%s is accepted', (key) => {
    expect(compose(`    ${key}\n`).verdict).toBe('accepted');
  });

  test('is refused before any other fault of the file', () => {
    expect(compose('    nothing: 1\n    metadata: {a: .inf}\n').error).toBe(
      'json: unsupported value: +Inf',
    );
    expect(compose('    metadata: {a: .inf, 1: 2}\n').verdict).toBe('panic');
  });
});

describe('the mode of a secret', () => {
  const secret = (mode: string) => compose(`    secrets:\n    - {source: key, mode: ${mode}}\n`);

  test.each(["'0400'", '0400', '256', '1.5', '1000'])('can be %s', (mode) => {
    expect(secret(mode).verdict).toBe('accepted');
  });

  test.each([
    ['rw', 'strconv.ParseInt: parsing "rw": invalid syntax'],
    ["'0x1'", 'strconv.ParseInt: parsing "0x1": invalid syntax'],
    ["''", 'line 1: cannot unmarshal !!str `` into yaml.StringorOctalInt'],
    ['1e30', 'strconv.ParseInt: parsing "1e+30": invalid syntax'],
  ])('cannot be %s', (mode, message) => {
    expect(secret(mode)).toMatchObject({ verdict: 'rejected', stage: 'merge:docker-compose.yml' });
    expect(secret(mode).error).toContain(message);
  });

  test('counts in the short form, too', () => {
    const text =
      "version: '2'\nservices:\n  web:\n    image: nginx:1\n    secrets: [key, {source: a}]\n";
    expect(launch({ 'docker-compose.yml': text }).verdict).toBe('accepted');
  });
});
