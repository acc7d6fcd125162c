import { useEffect, useRef } from 'preact/hooks';
import {
  changeStack,
  chooseVersion,
  enterAnswer,
  type LaunchPage,
} from '../rancher/form/launch-page.ts';
import { shownFrame, shownQuestions } from '../rancher/form/shown-page.ts';
import { Question } from './question.tsx';

type Change = (next: (page: LaunchPage) => LaunchPage) => void;

interface Props {
  readonly page: LaunchPage;
  readonly change: Change;
}

/** Box 2: the version select. */
export function VersionBox({ page, change, isLoading }: Props & { readonly isLoading: boolean }) {
  const frame = shownFrame(page);
  const choose = (id: string) => change((now) => chooseVersion(now, id === '' ? undefined : id));
  return (
    <section class="box">
      <h2 class="grey">
        <label for="version">Template Version</label>
      </h2>
      <hr />
      <div class="half">
        <select
          id="version"
          class="field"
          disabled={isLoading}
          aria-describedby="version-help"
          value={page.chosen ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{frame.versionPrompt}</option>
          {page.entries.map(({ id, text }) => (
            <option key={id} value={id} selected={id === page.chosen}>
              {text}
            </option>
          ))}
        </select>
        <p class="help" id="version-help">
          {frame.versionHelp}
        </p>
      </div>
    </section>
  );
}

/** Box 3: name and description of the stack. */
export function StackBox({ page, change }: Props) {
  const name = useRef<HTMLInputElement>(null);
  const isUpgrade = page.mode === 'upgrade';
  useEffect(() => {
    // Not while something else is used already, such as the version select.
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body)
      name.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section class="box">
      <h2 class="grey">New Stack</h2>
      <hr />
      <div class="questions">
        <div>
          <label for="stack-name">
            Name<span class="required">*</span>
          </label>
          <input
            id="stack-name"
            ref={name}
            class="field"
            placeholder="Name"
            autocomplete="off"
            spellcheck={false}
            aria-required
            value={page.name}
            onInput={(event) => {
              const { value } = event.currentTarget;
              change((now) => changeStack(now, { name: value }));
            }}
          />
          {isUpgrade && <p class="ours">Changes here are not sent on an upgrade.</p>}
        </div>
        <div>
          <label for="stack-description">Description</label>
          <textarea
            id="stack-description"
            class="field one-line"
            rows={1}
            placeholder="e.g. MyApp Stack"
            value={page.description}
            onInput={(event) => {
              const { value } = event.currentTarget;
              change((now) => changeStack(now, { description: value }));
            }}
          />
        </div>
      </div>
    </section>
  );
}

function StartBox({ page, change }: Props) {
  return (
    <label class="start">
      <input
        type="checkbox"
        checked={page.startOnCreate}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          change((now) => changeStack(now, { startOnCreate: checked }));
        }}
      />{' '}
      Start services after creating
    </label>
  );
}

/** Box 4: the questions, two in a row, in the order of the file. */
export function QuestionBox({ page, change, isLoading }: Props & { readonly isLoading: boolean }) {
  const questions = shownQuestions(page);
  const { hasStart } = shownFrame(page);
  return (
    <section class="box" aria-busy={isLoading}>
      <h2 class="grey">Configuration Options</h2>
      <hr />
      {isLoading && (
        <p class="loading">
          <span class="spinner" />
          <span class="hidden">Loading...</span>
        </p>
      )}
      {!isLoading && questions.length === 0 && (
        <p class="muted">This template has no configuration options</p>
      )}
      {/* Enter in a box launches nothing, as in Rancher. */}
      <div class="questions">
        {questions.map((shown, index) => (
          <Question
            key={`${page.chosen} ${index}`}
            shown={shown}
            onEnter={(input) => change((now) => enterAnswer(now, index, input))}
          />
        ))}
      </div>
      {!isLoading && hasStart && <StartBox page={page} change={change} />}
    </section>
  );
}
