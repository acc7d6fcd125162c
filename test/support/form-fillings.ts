import fc from 'fast-check';
import type { Values } from '../../src/rancher2/form/value-path.ts';

/** One answer: to the question at `pick` of those that are shown, by what its component takes. */
export interface Step {
  readonly pick: number;
  readonly text: string;
  readonly flag: boolean;
  readonly choice: number;
}

const texts = [
  '',
  '0',
  '1',
  '3',
  '007',
  '-5',
  '99999',
  '1.7',
  '3abc',
  'abc',
  'true',
  ' x ',
  'a=b',
  'é"\'$',
  'mymaster',
];

const step: fc.Arbitrary<Step> = fc.record({
  pick: fc.nat(1000),
  text: fc.constantFrom(...texts),
  flag: fc.boolean(),
  choice: fc.nat(20),
});

/** The answers of one filling. */
export const randomSteps = fc.array(step, { minLength: 1, maxLength: 15 });

const keys = ['a', 'b', 'c', 'x-y', 'd.e'];
const leaf = fc.constantFrom<unknown>('', 'x', 'y', 0, 1, 3, true, false, null);
const { tree } = fc.letrec<{ tree: Values; value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(leaf, { maxLength: 2 }) },
    { weight: 2, arbitrary: tie('tree') },
  ),
  tree: fc.dictionary(fc.constantFrom(...keys), tie('value'), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
}));

/** Values of a chart. */
export const randomValues: fc.Arbitrary<Values> = tree;

const paths = ['a', 'b', 'c', 'sub.a', 'sub.b', 'x-y', 'deep.er.c'];
const variables = [...paths, 'labels."d.e"', '"c"', '$.a', '$.sub.b', '$.gone'];
const conditions = paths.flatMap((each) => [
  `${each}=`,
  `${each}=true`,
  `${each}=false`,
  `${each}=null`,
  `${each}=x`,
  `${each}=3`,
  `${each}!=x`,
  `${each}=3&&a=x`,
  `${each}=3||a=x`,
  `(${each}=3)`,
  `(${each}=3)&&a=x`,
  `a=x&&(${each}=3)`,
  `!${each}=x`,
  `!${each}=0`,
  `!${each}=true`,
  `!${each}=`,
  `!${each}`,
  `${each}=3&&a=x||b=3`,
  `${each}=3||a=x&&b=3`,
  `${each}&&a||!b`,
  `${each}=3&&`,
  `${each}==x`,
  `${each}=x=y`,
  `${each}<=3`,
  `${each}>=3`,
  `${each} > 1`,
  `${each}="x"`,
  `${each}=x-y`,
  `${each}!=x-y`,
  ` ${each} = x `,
  `${each}=x\n`,
  `${each}\n`,
  `${each} == "x"\n`,
  `${each}=x\n&&a=x`,
  `${each}.d=x`,
  `${each} in ["x", 3]`,
  `labels."d.e"=${each}`,
  `$.${each}=x`,
  `=${each}`,
  each,
]);

/** Of other types than text: YAML reads them from a condition without quotes. */
const odd = fc.constantFrom<unknown>(true, false, 0, 3, null, '');
const expressions = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...conditions, 'a == "x"', '!a', 'a - b', 'a &&') },
  { weight: 1, arbitrary: odd },
);

/** A question of any kind that the form asks with a text box, a list or a check box. */
const question = fc.record(
  {
    variable: fc.constantFrom(...variables),
    type: fc.constantFrom(
      'string',
      'multiline',
      'password',
      'int',
      'float',
      'boolean',
      'enum',
      'unknown',
    ),
    options: fc.constant([1, 'x', 'y', 3]),
    default: fc.constantFrom<unknown>('x', '', 3, true, false, 'true'),
    group: fc.constantFrom('One', 'one ', 'Two'),
    show_if: fc.constantFrom(...conditions),
    if: expressions,
    required: fc.boolean(),
  },
  { requiredKeys: ['variable', 'type', 'options'] },
);

const oldConditions = fc.oneof(fc.constantFrom('true', 'false', 'x', '3'), odd);

const withParts = fc
  .tuple(
    question,
    fc.array(question, { maxLength: 2 }),
    fc.record(
      {
        show_subquestion_if: oldConditions,
        show_subquestions_if: oldConditions,
        subquestion_if: expressions,
        subquestions_if: expressions,
      },
      { requiredKeys: [] },
    ),
  )
  .map(([each, parts, shownIf]) => ({
    ...each,
    ...(parts.length > 0 ? { subquestions: parts } : {}),
    ...shownIf,
  }));

/** A question that is looked at in every case. Few conditions are not text: with one, the form shows nothing. */
const firstQuestion = fc.oneof(
  { weight: 50, arbitrary: withParts },
  {
    weight: 1,
    arbitrary: fc.tuple(withParts, odd).map(([each, showIf]) => ({ ...each, show_if: showIf })),
  },
);

type Question = Readonly<{ variable: string; subquestions?: readonly Question[] }>;

/** Each variable once: which of two defaults comes first depends on how Vue mounts components. */
function withoutDuplicates(questions: readonly Question[], known = new Set<string>()): Question[] {
  return questions.flatMap((each) => {
    // Different forms of one variable.
    const name = each.variable.replaceAll(/^\$\.|"/g, '');
    if (known.has(name)) return [];
    known.add(name);
    const { subquestions } = each;
    return [
      {
        ...each,
        ...(subquestions ? { subquestions: withoutDuplicates(subquestions, known) } : {}),
      },
    ];
  });
}

const text = fc.constantFrom<unknown>('', 'x', '3');
const scalar = fc.oneof(text, fc.constantFrom<unknown>(0, 3, true, false));

/** A chart whose values lack some variables, and have others of another type than its questions. */
export const randomChart = fc.record({
  name: fc.constant('random'),
  chartValues: fc.record(
    {
      a: scalar,
      b: scalar,
      'x-y': text,
      sub: fc.record({ a: scalar, b: scalar }, { requiredKeys: [] }),
      labels: fc.record({ 'd.e': text }, { requiredKeys: [] }),
    },
    { requiredKeys: [], noNullPrototype: true },
  ) as fc.Arbitrary<Values>,
  questions: fc
    .array(firstQuestion, { maxLength: 6 })
    .map((questions) => withoutDuplicates(questions)),
  userValues: fc.record(
    { a: scalar, sub: fc.record({ b: scalar }) },
    { requiredKeys: [], noNullPrototype: true },
  ) as fc.Arbitrary<Values>,
});
