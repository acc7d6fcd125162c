// Sentinel's own events as they occur, to inject a fault at that moment.
import { EventWatch } from '../../../src/redis/event-watch.ts';
import type { Node, Sandbox } from './sandbox.ts';

/** Calls back on this event of any sentinel. The returned function unsubscribes. */
export function onEvent(
  sandbox: Sandbox,
  event: string,
  act: (sentinel: Node, words: string) => void,
): () => void {
  const [first] = sandbox.sentinels.map((node) => sandbox.server(node));
  const watch = new EventWatch(
    sandbox.sentinels.map((node) => sandbox.server(node).at),
    first?.password === undefined ? {} : { password: first.password },
    ({ channel, message, from }) => {
      const sentinel = sandbox.sentinels.find(({ address }) => address === from.host);
      if (channel === event && sentinel !== undefined) act(sentinel, message);
    },
  );
  return () => watch.close();
}

/**
 * Calls back on the first event only: with split votes, or when a leader dies, a second sentinel can lead
 * the same failover. The returned function unsubscribes.
 */
export function onFirst(
  sandbox: Sandbox,
  event: string,
  act: (sentinel: Node, words: string) => void,
): () => void {
  let isSeen = false;
  return onEvent(sandbox, event, (sentinel, words) => {
    if (!isSeen) act(sentinel, words);
    isSeen = true;
  });
}

/** The replica that the text of an event names. */
export function chosenBy(sandbox: Sandbox, words: string): Node | undefined {
  return sandbox.data.find(({ address }) => words.includes(`slave ${address}:`));
}
