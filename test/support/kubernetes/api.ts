import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';

/** What a Kubernetes API server answered. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** Why the API server refused a request. */
export interface Refusal {
  readonly message: string;
  readonly reason?: string;
}

/** The format of a change: a part of the object, or a part that the sender owns. */
export type PatchType = 'merge-patch+json' | 'strategic-merge-patch+json' | 'apply-patch+yaml';

interface Kubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly 'certificate-authority': string } },
  ];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

/** Requests to a Kubernetes API server, with its certificate checked. Paths are those of the API, from `/api` on. */
export class KubernetesApi {
  /** The path of the kubeconfig, for helm and kubectl. */
  readonly kubeconfig: string;
  readonly #server: string;
  readonly #token: string;
  readonly #agent: Agent;

  /** @param kubeconfig the path that scripts/kubernetes/control-plane.mjs prints */
  constructor(kubeconfig: string) {
    this.kubeconfig = kubeconfig;
    const config = JSON.parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
    const [{ cluster }] = config.clusters;
    this.#server = cluster.server;
    this.#token = config.users[0].user.token;
    this.#agent = new Agent({
      keepAlive: true,
      ca: readFileSync(cluster['certificate-authority']),
    });
  }

  /** Ends the connections. */
  close(): void {
    this.#agent.destroy();
  }

  /** Sends a request; the answer may be a refusal. */
  async send<T>(method: string, path: string, body?: unknown, type = 'json'): Promise<Answer<T>> {
    const { status, text } = await this.#exchange(method, path, body, type);
    try {
      return { status, body: JSON.parse(text) as T };
    } catch {
      throw new Error(`${method} ${path}: ${status} ${text}`);
    }
  }

  async #exchange(
    method: string,
    path: string,
    body: unknown,
    type: string,
  ): Promise<{ readonly status: number; readonly text: string }> {
    const response = await this.#request(method, path, body, type);
    let text = '';
    response.setEncoding('utf8');
    for await (const part of response) text += part;
    return { status: response.statusCode ?? 0, text };
  }

  #request(method: string, path: string, body: unknown, type: string): Promise<IncomingMessage> {
    const content = body === undefined ? '' : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#server}${path}`, {
        method,
        agent: this.#agent,
        headers: {
          authorization: `Bearer ${this.#token}`,
          'content-type': `application/${type}`,
          // Node adds it by itself, except for DELETE.
          'content-length': Buffer.byteLength(content),
        },
      });
      sent.on('error', reject);
      sent.on('response', resolve);
      sent.end(content);
    });
  }

  async #must<T>(method: string, path: string, body?: unknown, type?: string): Promise<T> {
    const answer = await this.send<T & Refusal>(method, path, body, type);
    if (answer.status >= 400)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.body.message}`);
    return answer.body;
  }

  get<T>(path: string): Promise<T> {
    return this.#must('GET', path);
  }

  /** The answer to a GET, which is read while it arrives. */
  open(path: string): Promise<IncomingMessage> {
    return this.#request('GET', path, undefined, 'json');
  }

  async list<T>(path: string): Promise<readonly T[]> {
    return (await this.get<{ readonly items: readonly T[] }>(path)).items;
  }

  create<T>(path: string, object: unknown): Promise<T> {
    return this.#must('POST', path, object);
  }

  patch<T>(path: string, change: unknown, type: PatchType = 'merge-patch+json'): Promise<T> {
    return this.#must('PATCH', path, change, type);
  }

  /** Deletes an object; one that is not there counts as deleted. */
  async remove(path: string, options?: unknown): Promise<void> {
    const { status, body } = await this.send<Refusal>('DELETE', path, options);
    if (status >= 400 && status !== 404)
      throw new Error(`DELETE ${path}: ${status} ${body.message}`);
  }
}
