import { useEffect, useRef, useState } from 'preact/hooks';
import type { LintFinding } from '../lint/lint-finding.ts';
import type { PanelInput, Panels } from '../preview/panels.ts';
import { sentenceOf } from './load.ts';
import type { PreviewWorker } from './preview-worker.ts';

/** What is computed beside the form. */
export interface ShownPanels {
  /** Of the newest input that was computed; undefined until there is one. */
  readonly panels: Panels | undefined;
  /** Why there are none of the newest input. */
  readonly failure: string | undefined;
}

/** Findings about the chosen version that do not depend on answers: computed once, after the first panels. */
export function useVersionFindings(
  worker: PreviewWorker | undefined,
  version: string | undefined,
  isReady: boolean,
): readonly LintFinding[] {
  const [findings, setFindings] = useState<readonly LintFinding[]>([]);
  useEffect(() => {
    setFindings([]);
    if (!worker || version === undefined || !isReady) return undefined;
    let isCurrent = true;
    worker.call('lint', version).then(
      (found) => isCurrent && setFindings(found),
      // The panels report that the worker was stopped.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [worker, version, isReady]);
  return findings;
}

/** Computes the panels of an input. While they are computed, only the newest of further inputs waits. */
export function usePanels(
  worker: PreviewWorker | undefined,
  input: PanelInput | undefined,
): ShownPanels {
  const [shown, setShown] = useState<ShownPanels>({ panels: undefined, failure: undefined });
  const next = useRef<PanelInput | undefined>(undefined);
  const running = useRef<PreviewWorker | undefined>(undefined);
  useEffect(() => {
    next.current = input;
    if (!worker || !input || running.current === worker) return;
    running.current = worker;
    const run = async () => {
      while (next.current && running.current === worker) {
        const given = next.current;
        next.current = undefined;
        try {
          const panels = await worker.call('panels', given);
          if (running.current === worker) setShown({ panels, failure: undefined });
        } catch (error) {
          if (running.current === worker) {
            setShown(({ panels }) => ({ panels, failure: sentenceOf(error) }));
          }
        }
      }
      if (running.current === worker) running.current = undefined;
    };
    void run();
  }, [worker, input]);
  return shown;
}
