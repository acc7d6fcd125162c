import { writeText, quoteText } from '../source/scalar.ts';
import type { ScalarNode, YamlNode } from '../source/yaml-node.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import type { Fix } from './found.ts';

/** Replaces a scalar that is written on one line of a file. */
function replaceScalar(file: CatalogFile, node: ScalarNode, text: string): Fix | undefined {
  const { offset } = node;
  const quote = file.text?.charAt(offset) ?? '';
  const written = node.plain ? node.text : quote + node.text + quote;
  if (file.text?.slice(offset, offset + written.length) !== written) return undefined;
  return { kind: 'edit', path: file.path, offset, length: written.length, text };
}

/** Quotes a plain scalar, so that it stays the text that was written. */
export function quoteFix(file: CatalogFile, node: YamlNode | undefined): Fix | undefined {
  if (node?.kind !== 'scalar' || !node.plain || node.text === '') return undefined;
  return replaceScalar(file, node, quoteText(node.text));
}

/** Replaces the text of a scalar, in the quotes it has. */
export function textFix(file: CatalogFile, node: YamlNode, text: string): Fix | undefined {
  if (node.kind !== 'scalar') return undefined;
  const quote = file.text?.charAt(node.offset);
  const isSingle = !node.plain && quote === "'" && !text.includes("'");
  return replaceScalar(
    file,
    node,
    isSingle ? `'${text}'` : node.plain ? writeText(text) : quoteText(text),
  );
}
