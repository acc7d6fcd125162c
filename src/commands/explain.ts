import type { Argv } from 'yargs';
import { explainCode } from '../actions/explaining/explain-code.ts';
import { readTopics } from '../actions/explaining/topics.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatTopic, formatTopics } from './format-topic.ts';

/** The options of `explain`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('code', {
      type: 'string',
      describe: 'diagnostic code, rule, fault, exit code, or drill (name or number)',
    })
    .option('list', {
      alias: 'l',
      type: 'boolean',
      default: false,
      describe: 'list everything that can be explained',
    })
    .example('$0 explain quorum-above-sentinels', 'a message, with a wrong and a right example')
    .example('$0 explain macro-unescaped', 'a lint rule')
    .example('$0 explain replicas-linked', 'a rule of cluster status')
    .example('$0 explain 4', 'a drill')
    .example('$0 explain 130', 'an exit code');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** Explains a code, or lists the codes. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  if (args.list) {
    const topics = readTopics();
    return {
      diagnostics: [],
      text: () => formatTopics(topics, io.width),
      json: () => ({ topics }),
    };
  }
  if (args.code === undefined) {
    throw usageError('missing argument: <code>', 'rancher-catalog explain --list lists the codes');
  }
  const topics = explainCode(args.code);
  return {
    diagnostics: [],
    text: () => topics.map((topic) => formatTopic(topic, io.paint.out, io.width)).join('\n'),
    json: () => ({ topics }),
  };
}
