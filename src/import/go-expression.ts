import type { Operand, Pipeline } from '../rancher/template/template-node.ts';
import { Unsupported } from './unsupported.ts';

/** A call with its arguments; the value before a `|` is the last of them (text/template exec.go, evalPipeline). */
export type Expression =
  | Exclude<Operand, { kind: 'pipeline' | 'function' }>
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly offset: number;
    };

/** A pipeline as nested calls. */
export function expressionOf(pipeline: Pipeline): Expression {
  let value: Expression | undefined;
  for (const { operands, offset } of pipeline.commands) {
    const [first, ...rest] = operands;
    if (!first) throw new Unsupported('an empty expression', offset);
    const args = [...rest.map(operandOf), ...(value ? [value] : [])];
    if (first.kind === 'function') value = { kind: 'call', name: first.name, args, offset };
    else if (args.length === 0) value = operandOf(first);
    else {
      throw new Unsupported(
        'a value that is called with arguments, at which Rancher ends the file',
        first.offset,
        'correct the entry: the function comes first, such as {{if and A B}}',
      );
    }
  }
  if (!value) throw new Unsupported('an empty expression', pipeline.offset);
  return value;
}

function operandOf(operand: Operand): Expression {
  if (operand.kind === 'pipeline') return expressionOf(operand.pipeline);
  if (operand.kind === 'function') {
    return { kind: 'call', name: operand.name, args: [], offset: operand.offset };
  }
  return operand;
}
