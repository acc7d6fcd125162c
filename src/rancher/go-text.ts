import type { ScalarNode, YamlNode } from '../source/yaml-node.ts';

/** A float in Go's default format: 0.5, 100000, 1e+06 (strconv ftoa.go, format g, shortest). */
export function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  const size = String(Math.abs(power)).padStart(2, '0');
  return `${digits}e${power < 0 ? '-' : '+'}${size}`;
}

/** A number with `count` digits, of two that are equally near the even one. */
function rounded(value: number, count: number): number {
  const [digits = '', exponent = '0'] = value.toExponential(20).split('e');
  const isTie = /^50*$/.test(digits.replace('.', '').slice(count));
  const kept = digits.slice(0, count === 1 ? 1 : count + 1);
  if (isTie && /[02468]$/.test(kept)) return Number(`${kept}e${exponent}`);
  return Number(value.toExponential(count - 1));
}

/** The shortest digits that are the same float32 as a value: go-yaml writes floats so (encode.go, floatv). */
function float32Text(value: number): string {
  const narrow = Math.fround(value);
  if (!Number.isFinite(narrow) || narrow === 0) return goFloat(narrow);
  const size = Math.abs(narrow);
  let short = size;
  for (let count = 1; count <= 9; count += 1) {
    short = rounded(size, count);
    if (Math.fround(short) === size) break;
  }
  return goFloat(narrow < 0 ? -short : short);
}

/** A scalar formatted with Go's `%v`. */
export function goScalarText(node: ScalarNode): string {
  if (node.type === 'null') return '<nil>';
  return node.type === 'float' ? goFloat(Number(node.value)) : String(node.value);
}

const special: Readonly<Record<string, string>> = { NaN: '.nan', '+Inf': '.inf', '-Inf': '-.inf' };

/**
 * The text that a Go string field gets when a value is written as YAML and read again. Numbers and
 * booleans are formatted by go-yaml: 1.10 becomes "1.1", 1.23456789 becomes "1.2345679", and yes becomes "true". Empty for a map or list.
 */
export function fieldText(node: YamlNode | undefined): string {
  if (node?.kind !== 'scalar' || node.type === 'null') return '';
  if (node.type !== 'float') return goScalarText(node);
  const text = float32Text(Number(node.value));
  return special[text] ?? text;
}

const typeNames = { bool: 'bool', int: 'int', float: 'float64', str: 'string', null: '<nil>' };

/** The name of the Go type that go-yaml decodes a node to, as `%T` formats it. */
export function goTypeName(node: YamlNode): string {
  if (node.kind === 'map') return 'map[interface {}]interface {}';
  return node.kind === 'list' ? '[]interface {}' : typeNames[node.type];
}

/** A value formatted with Go's `%v`: maps as `map[a:1]`, lists as `[a b]`. */
export function goPlainText(node: YamlNode): string {
  if (node.kind === 'scalar') return goScalarText(node);
  if (node.kind === 'list') return `[${node.items.map(goPlainText).join(' ')}]`;
  const entries = [...node.entries.values()].map(
    ({ key, value }) => `${goPlainText(key)}:${goPlainText(value)}`,
  );
  return `map[${entries.sort().join(' ')}]`;
}

/** A value formatted with Go's `%#v`. */
export function goValueText(node: YamlNode): string {
  if (node.kind === 'scalar') {
    if (node.type === 'null') return 'interface {}(nil)';
    return node.type === 'str' ? JSON.stringify(node.text) : goScalarText(node);
  }
  if (node.kind === 'list') return `[]interface {}{${node.items.map(goValueText).join(', ')}}`;
  const entries = [...node.entries.values()].map(
    ({ key, value }) => `${goValueText(key)}:${goValueText(value)}`,
  );
  return `map[interface {}]interface {}{${entries.join(', ')}}`;
}
