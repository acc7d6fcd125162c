import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { sentenceOf } from './load.ts';
import type { PreviewWorker } from './preview-worker.ts';
import type { CallName, WorkerCalls } from './worker-calls.ts';

/** The result of calls of which only the newest counts. */
export interface Newest<Result> {
  /** Of the newest input that was computed; undefined until there is one. */
  readonly result: Result | undefined;
  /** Why there is none of the newest input. */
  readonly failure: string | undefined;
  /** Whether the newest input is still computed. */
  readonly isPending: boolean;
}

interface Shown<Result> extends Pick<Newest<Result>, 'result' | 'failure'> {
  /** The input that it is about. */
  readonly of: unknown;
}

const nothing = { result: undefined, failure: undefined, of: undefined };

/** Calls a worker with each new input. While it computes, only the newest of further inputs waits. */
export function useNewest<N extends CallName>(
  worker: PreviewWorker | undefined,
  name: N,
  input: WorkerCalls[N]['input'] | undefined,
): Newest<WorkerCalls[N]['result']> {
  type Result = WorkerCalls[N]['result'];
  const [shown, setShown] = useState<Shown<Result>>(nothing);
  const next = useRef<WorkerCalls[N]['input'] | undefined>(undefined);
  const running = useRef<PreviewWorker | undefined>(undefined);
  // A usual effect waits for the next frame, which is as long as the call.
  useLayoutEffect(() => {
    next.current = input;
    if (!worker || !input || running.current === worker) return;
    running.current = worker;
    const run = async () => {
      while (next.current && running.current === worker) {
        const given = next.current;
        next.current = undefined;
        try {
          const result = await worker.call(name, given);
          if (running.current === worker) setShown({ result, failure: undefined, of: given });
        } catch (error) {
          if (running.current === worker) {
            setShown(({ result }) => ({ result, failure: sentenceOf(error), of: given }));
          }
        }
      }
      if (running.current === worker) running.current = undefined;
    };
    void run();
  }, [worker, input]);
  // What is computed after the last change of the page is for no one.
  useEffect(() => () => void (running.current = undefined), []);
  const { result, failure, of } = shown;
  return { result, failure, isPending: input !== undefined && of !== input };
}
