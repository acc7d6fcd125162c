import { child } from '../../source/yaml-node.ts';
import type { Spot } from '../found.ts';
import type { ChartFacts } from './chart-facts.ts';
import type { FormQuestion } from './questions.ts';

/** Where a question is in questions.yaml, or the value of one of its keys. */
export const questionSpot = (chart: ChartFacts, { node }: FormQuestion, key?: string): Spot =>
  chart.spot('questions.yaml', (key === undefined ? undefined : child(node, key)) ?? node);
