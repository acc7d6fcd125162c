import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderText } from '../../src/rancher/launch/render-text.ts';

const names = { version: '', previousVersion: '', stackName: 'stack', environmentName: 'Default' };

/** What a function makes of an answer. */
const called = (name: string, answer: string) =>
  renderText(`{{ ${name} }}`, { ...names, variables: new Map([['A', answer]]) }).text;

const texts = fc.string({ unit: 'binary', maxLength: 100 });

test('functions of bytes are those of Node, for any text', () => {
  fc.assert(
    fc.property(texts, (answer) => {
      const bytes = Buffer.from(answer);
      expect({
        sum: called('sha256sum .Values.A', answer),
        encoded: called('b64enc .Values.A', answer),
        decoded: called('b64enc .Values.A | b64dec', answer),
        hex: called('printf "%x" .Values.A', answer),
      }).toEqual({
        sum: createHash('sha256').update(bytes).digest('hex'),
        encoded: bytes.toString('base64'),
        decoded: bytes.toString(),
        hex: bytes.toString('hex'),
      });
    }),
  );
});

test('bytes that are not text are decoded as Node does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      const encoded = Buffer.from(bytes).toString('base64');
      expect(called('b64dec .Values.A', encoded)).toBe(Buffer.from(bytes).toString());
    }),
  );
});
