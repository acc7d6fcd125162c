import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PanelInput } from '../preview/panels.ts';
import type { PageList, PreviewCard } from '../preview/page-data.ts';
import type { LaunchPage } from '../rancher/form/launch-page.ts';
import { listedCards } from '../rancher/form/list-page.ts';
import { sentEnvironment, submitPage, type LaunchRequest } from '../rancher/form/launch-request.ts';
import { shownFrame } from '../rancher/form/shown-page.ts';
import { FilesPreview } from './files-preview.tsx';
import { QuestionBox, StackBox, VersionBox } from './launch-form.tsx';
import { Panels } from './panels.tsx';
import { hrefOf } from './route.ts';
import { Sent } from './sent.tsx';
import { Symbol } from './symbols.tsx';
import { TemplateBox } from './template-box.tsx';
import { UpgradeBox } from './upgrade-box.tsx';
import { useLaunch, type Launch, type UpgradedStack } from './use-launch.ts';
import { useNewest } from './use-newest.ts';
import { useVersionFindings } from './use-version-findings.ts';

interface Props {
  readonly list: PageList;
  readonly card: PreviewCard;
  readonly isUpgrade: boolean;
  /** Counts changes of the files. */
  readonly revision: number;
}

function Heading({ list, card, isUpgrade, name }: Props & { readonly name: string }) {
  const cards = useMemo(
    () => listedCards(list.cards, { category: 'all', search: '', bases: ['', 'infra'] }),
    [list],
  );
  return (
    <div class="head">
      {isUpgrade ? (
        <h1>
          Upgrade: <span class="normal">{name}</span>
        </h1>
      ) : (
        <>
          <h1>
            <a href={hrefOf({})}>Catalog:</a>
          </h1>
          <select
            class="field templates"
            aria-label="Template"
            value={card.folder}
            onChange={(event) => {
              location.hash = hrefOf({ folder: event.currentTarget.value });
            }}
          >
            {cards.map(({ folder, name: text }) => (
              <option key={folder} value={folder} selected={folder === card.folder}>
                {text}
              </option>
            ))}
          </select>
        </>
      )}
      <p class="ours modes">
        {isUpgrade ? (
          <a href={hrefOf(card)}>Preview a new stack</a>
        ) : (
          <a href={hrefOf({ ...card, isUpgrade: true })}>Preview an upgrade</a>
        )}
      </p>
    </div>
  );
}

function Errors({ errors }: { readonly errors: readonly string[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.scrollIntoView({ block: 'nearest' });
  }, [errors]);
  return (
    <div role="alert" ref={box}>
      {errors.length > 0 && (
        <div class="errors">
          <Symbol name="alert" />
          <ul>
            {errors.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** The text of a version by its ID; empty if there is none. */
const versionOf = ({ template }: LaunchPage, id: string | undefined) =>
  Object.entries(template.versionLinks).find(([, each]) => each === id)?.[0] ?? '';

/** The input of the panels for what the form shows. */
function usePanelInput({ page, baseline }: Launch, upgraded: UpgradedStack | undefined) {
  return useMemo((): PanelInput | undefined => {
    if (!page?.version) return undefined;
    return {
      versionId: page.version.id,
      environment: sentEnvironment(page),
      stackName: page.name,
      startOnCreate: page.startOnCreate,
      previousVersion: versionOf(page, upgraded?.installed),
      lists: page.lists,
      baseline,
      touched: page.version.questions.flatMap(({ variable }, index) =>
        page.touched[index] === true ? [variable] : [],
      ),
    };
  }, [page, baseline, upgraded]);
}

function Form({ launch, card }: { readonly launch: Launch; readonly card: PreviewCard }) {
  const { page, change, worker, failure } = launch;
  const [request, setRequest] = useState<LaunchRequest>();
  if (!page)
    return failure === undefined ? (
      <p class="loading">
        <span class="spinner" />
      </p>
    ) : null;
  const frame = shownFrame(page);
  const isLoading = page.chosen !== undefined && !page.version;
  const submit = () => {
    const { page: after, request: sent } = submitPage(page);
    change(() => after);
    setRequest(after.errors.length === 0 ? sent : undefined);
  };
  return (
    <>
      <TemplateBox page={page} icon={card.icon} worker={worker} />
      <VersionBox page={page} change={change} isLoading={isLoading} />
      {frame.hasName && <StackBox page={page} change={change} />}
      {page.chosen !== undefined && (
        <QuestionBox page={page} change={change} isLoading={isLoading} />
      )}
      {page.version && <FilesPreview page={page} />}
      <Errors errors={page.errors} />
      <div class="buttons">
        {page.version && (
          <button type="button" class="button primary" onClick={submit}>
            {frame.submit}
          </button>
        )}
        <a class="button" href={hrefOf({})}>
          Cancel
        </a>
      </div>
      {request && <Sent request={request} onClose={() => setRequest(undefined)} />}
    </>
  );
}

/** The launch page of a template, and beside it what Rancher would make of it. */
export function LaunchView(props: Props) {
  const { list, card, isUpgrade, revision } = props;
  const [stack, setStack] = useState<UpgradedStack>();
  const upgraded = isUpgrade ? stack : undefined;
  const launch = useLaunch(list, card, revision, isUpgrade ? stack : 'new');
  const input = usePanelInput(launch, upgraded);
  const shown = useNewest(launch.worker, 'panels', input);
  const findings = useVersionFindings(launch.aside, input?.versionId, shown.result !== undefined);
  return (
    <main class="launch">
      <div class="section form-side">
        <Heading {...props} name={upgraded?.stack.name ?? ''} />
        {isUpgrade && <UpgradeBox launch={launch} onStack={setStack} />}
        {launch.failure !== undefined && (
          <p class="failure" role="alert">
            {launch.failure}
          </p>
        )}
        {(!isUpgrade || upgraded) && <Form key={card.key} launch={launch} card={card} />}
      </div>
      {input && launch.aside && (
        <Panels
          shown={shown}
          findings={findings}
          input={input}
          page={launch.page}
          worker={launch.aside}
          known={list.lint.environment}
          upgraded={upgraded}
        />
      )}
    </main>
  );
}
