import { Document, Scalar, visit } from 'yaml';

/** A plain value as YAML that Rancher's YAML 1.1 reads as the same value. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    // The package writes text of blanks alone as a block, which is read without its first blanks.
    Scalar(_key, node) {
      if (typeof node.value === 'string' && /^\s+$/.test(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}
