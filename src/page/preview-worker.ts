import type {
  CallName,
  OpenInput,
  WorkerCalls,
  WorkerReply,
  WorkerRequest,
} from './worker-calls.ts';

/** A call that takes longer is stopped: some templates never end. */
const longestMs = 2000;

/** The first call also waits for the code of the worker. */
const longestOpenMs = 10_000;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: number;
}

/** Thrown by a call that was stopped, and by those that waited for it. */
export class Stopped extends Error {
  constructor() {
    super(`This was stopped after ${longestMs / 1000} seconds. The form still works.`);
  }
}

/**
 * Computes what the page shows of one template, in a worker. A worker that does not answer is ended, and another one
 * takes its place with the next call.
 */
export class PreviewWorker {
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  readonly #opened: OpenInput;
  #last = 0;

  constructor(opened: OpenInput) {
    this.#opened = opened;
  }

  /** Asks the worker. Throws `Stopped`, or an error with the sentence of the worker. */
  async call<N extends CallName>(
    name: N,
    input: WorkerCalls[N]['input'],
  ): Promise<WorkerCalls[N]['result']> {
    if (!this.#worker) {
      this.#start();
      if (name !== 'open') await this.#send('open', this.#opened);
    }
    return (await this.#send(name, input)) as WorkerCalls[N]['result'];
  }

  /** Reads the template. */
  open(): Promise<WorkerCalls['open']['result']> {
    return this.call('open', this.#opened);
  }

  #start(): void {
    const worker = new Worker(new URL('worker.js', document.baseURI), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerReply>) => this.#take(data));
    worker.addEventListener('error', () => {
      this.#failAll(new Error('The worker of this page could not be loaded.'));
    });
    this.#worker = worker;
  }

  #send(name: CallName, input: unknown): Promise<unknown> {
    const { promise, resolve, reject } = deferred<unknown>();
    this.#last += 1;
    const id = this.#last;
    const timer = window.setTimeout(
      () => this.#failAll(new Stopped()),
      name === 'open' ? longestOpenMs : longestMs,
    );
    this.#waiting.set(id, { resolve, reject, timer });
    const request: WorkerRequest = { id, name, input };
    this.#worker?.postMessage(request);
    return promise;
  }

  #take({ id, result, error }: WorkerReply): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new Error(error));
  }

  #failAll(error: Error): void {
    this.end();
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject, timer } of all) {
      clearTimeout(timer);
      reject(error);
    }
  }

  /** Ends the worker; a later call starts another one. */
  end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function deferred<T>() {
  let [resolve, reject]: [(value: T) => void, (error: Error) => void] = [() => {}, () => {}];
  const promise = new Promise<T>((onResult, onError) => {
    [resolve, reject] = [onResult, onError];
  });
  return { promise, resolve, reject };
}
