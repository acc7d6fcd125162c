import type { YamlNode } from '../source/yaml-node.ts';

/** A type of Rancher's Go programs, as far as it determines which YAML can be decoded into it. */
export type GoType =
  | { readonly kind: 'string' | 'bool' | 'int' | 'any'; readonly name: string }
  | { readonly kind: 'list' | 'map'; readonly name: string; readonly of: GoType }
  | { readonly kind: 'struct'; readonly name: string; readonly fields: GoFields }
  | {
      /** A type with its own unmarshalling code. Null and empty text skip that code and use `like`. */
      readonly kind: 'custom';
      readonly name: string;
      readonly like: 'int' | 'list' | 'map' | 'struct';
      /** The error of that code; undefined if it accepts the node. */
      readonly read: (node: YamlNode) => string | undefined;
    };

/** YAML key → type; other keys are skipped. */
export type GoFields = Readonly<Record<string, GoType>>;

export const goString: GoType = { kind: 'string', name: 'string' };
export const goBool: GoType = { kind: 'bool', name: 'bool' };
export const goInt: GoType = { kind: 'int', name: 'int' };
export const goInt64: GoType = { kind: 'int', name: 'int64' };
export const goAny: GoType = { kind: 'any', name: 'interface {}' };

export const goList = (of: GoType): GoType => ({ kind: 'list', name: `[]${of.name}`, of });

export const goMap = (of: GoType, name = `map[string]${of.name}`): GoType => ({
  kind: 'map',
  name,
  of,
});

export const goStruct = (name: string, fields: GoFields): GoType => ({
  kind: 'struct',
  name,
  fields,
});
