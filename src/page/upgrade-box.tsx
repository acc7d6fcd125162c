import { useEffect, useState } from 'preact/hooks';
import { sentenceOf } from './load.ts';
import type { Launch, UpgradedStack } from './use-launch.ts';

interface Props {
  readonly launch: Launch;
  readonly onStack: (stack: UpgradedStack | undefined) => void;
}

interface AnswersProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly fault: string | undefined;
}

/** Bytes of a file with answers. */
const largest = 1_048_576;

function AnswersFile({ setText }: Pick<AnswersProps, 'setText'>) {
  return (
    <>
      <label for="answers-file">A file with its answers</label>
      <input
        id="answers-file"
        type="file"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) void file.slice(0, largest).text().then(setText);
        }}
      />
    </>
  );
}

function AnswersText({ text, setText, fault }: AnswersProps) {
  return (
    <>
      <label for="stored">Its answers, as Rancher keeps them</label>
      <textarea
        id="stored"
        class="field mono"
        rows={4}
        spellcheck={false}
        placeholder="VARIABLE: answer"
        value={text}
        aria-describedby="stored-help"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p class="help" id="stored-help">
        YAML or JSON, the stack as Rancher’s API has it, or answers.txt.
      </p>
      {fault !== undefined && <p class="failure">{fault}</p>}
    </>
  );
}

/** What the upgraded stack has: its version, and the answers that Rancher keeps of it. */
export function UpgradeBox({ launch: { template, worker }, onStack }: Props) {
  const links = Object.entries(template?.versionLinks ?? {});
  const [installed, setInstalled] = useState('');
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const chosen = installed === '' ? (links[0]?.[1] ?? '') : installed;
  useEffect(() => {
    if (!worker || chosen === '') return undefined;
    let isCurrent = true;
    const read = async () => {
      const environment = text.trim() === '' ? {} : await worker.call('answers', text);
      if (!isCurrent) return;
      setFault(undefined);
      onStack({ installed: chosen, stack: { name: 'stack', environment } });
    };
    read().catch((error: unknown) => isCurrent && setFault(sentenceOf(error)));
    return () => {
      isCurrent = false;
    };
  }, [worker, chosen, text]);
  return (
    <section class="box ours-box">
      <h2>The stack that is upgraded</h2>
      <div class="questions">
        <div>
          <label for="installed">Its version</label>
          <select
            id="installed"
            class="field"
            value={chosen}
            onChange={(event) => setInstalled(event.currentTarget.value)}
          >
            {links.map(([version, id]) => (
              <option key={id} value={id} selected={id === chosen}>
                {version}
              </option>
            ))}
          </select>
          <AnswersFile setText={setText} />
        </div>
        <div>
          <AnswersText text={text} setText={setText} fault={fault} />
        </div>
      </div>
    </section>
  );
}
