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

/** A scalar formatted with Go's `%v`. */
export function goScalarText(node: ScalarNode): string {
  if (node.type === 'null') return '<nil>';
  return node.type === 'float' ? goFloat(Number(node.value)) : String(node.value);
}

/**
 * The text that a Go string field gets when a value is written as YAML and read again. Numbers and
 * booleans are formatted by go-yaml: 1.10 becomes "1.1", and yes becomes "true". Empty for a map or list.
 */
export function fieldText(node: YamlNode | undefined): string {
  if (node?.kind !== 'scalar' || node.type === 'null') return '';
  if (node.type === 'float' && !Number.isFinite(node.value)) {
    const value = Number(node.value);
    if (Number.isNaN(value)) return '.nan';
    return value > 0 ? '.inf' : '-.inf';
  }
  return goScalarText(node);
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
