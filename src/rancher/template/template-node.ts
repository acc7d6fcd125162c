/** A part of a template. `offset` is its start in the text, in UTF-16 units from 0. */
interface Placed {
  readonly offset: number;
}

/** An operand, with Go's names for literals. */
export type Operand =
  | (Placed & { readonly kind: 'dot' | 'nil' })
  | (Placed & { readonly kind: 'bool'; readonly value: boolean })
  | (Placed & { readonly kind: 'string'; readonly value: string })
  | (Placed & { readonly kind: 'number'; readonly value: number; readonly isFloat: boolean })
  /** `.a.b`: fields of the dot. */
  | (Placed & { readonly kind: 'field'; readonly names: readonly string[] })
  /** `$x.a.b`; `$` itself has the name `$`. */
  | (Placed & {
      readonly kind: 'variable';
      readonly name: string;
      readonly names: readonly string[];
    })
  | (Placed & { readonly kind: 'function'; readonly name: string })
  | (Placed & { readonly kind: 'pipeline'; readonly pipeline: Pipeline })
  /** `(…).a.b`. */
  | (Placed & { readonly kind: 'chain'; readonly of: Operand; readonly names: readonly string[] });

export interface Call extends Placed {
  /** The first is called or read; the others are its arguments. */
  readonly operands: readonly Operand[];
}

export interface Pipeline extends Placed {
  /** `$a := …`, `$i, $e := …` in a range. */
  readonly variables: readonly string[];
  /** `=`, to an existing variable, instead of `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Call[];
}

export type TemplateNode =
  | (Placed & { readonly kind: 'text'; readonly text: string })
  | (Placed & { readonly kind: 'action'; readonly pipeline: Pipeline })
  | (Placed & {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    })
  | (Placed & {
      readonly kind: 'template';
      readonly name: string;
      readonly pipeline: Pipeline | undefined;
    })
  | (Placed & { readonly kind: 'break' | 'continue' });

/** A parsed text: its own nodes, and those of the templates that it defines, by name. */
export interface GoTemplate {
  readonly nodes: readonly TemplateNode[];
  readonly defined: ReadonlyMap<string, readonly TemplateNode[]>;
}

/** A fault with Go's message; `message` is the whole error of the executor. */
export interface TemplateFault {
  readonly message: string;
  readonly offset: number;
}
