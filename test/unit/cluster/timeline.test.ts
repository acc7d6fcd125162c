import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SnapshotAnswer } from '../../../src/cluster/status/cluster-snapshot.ts';
import { renderTimelineSvg } from '../../../src/cluster/timeline/render-timeline-svg.ts';
import { timelineOf, type Timeline } from '../../../src/cluster/timeline/timeline.ts';

function recorded(name: string, minutes = 15) {
  const path = join(import.meta.dirname, '../../fixtures/incidents', `${name}.json`);
  const { answer, sinceFaultMs } = JSON.parse(readFileSync(path, 'utf8')) as {
    answer: SnapshotAnswer;
    sinceFaultMs: number;
  };
  if (!answer.snapshot) throw new Error(`${name} has no snapshot`);
  return {
    snapshot: answer.snapshot,
    sinceFaultMs,
    timeline: timelineOf(answer.snapshot, minutes),
  };
}

const at = ({ events }: Timeline, kind: string, node: string) =>
  events.find((event) => event.kind === kind && event.node === node);

describe('the timeline of a dead master', () => {
  const { timeline, sinceFaultMs } = recorded('data-dead-8s');

  test('has its last reply at the time of the fault, within a second', () => {
    const reply = at(timeline, 'last-reply', '10.0.0.1:16379');
    expect(reply?.source).toBe('3 of 3 sentinels');
    expect(Math.abs((reply?.agoMs ?? 0) - sinceFaultMs)).toBeLessThanOrEqual(1000);
  });

  test('has when it was marked as down: down-after later', () => {
    const marked = at(timeline, 'marked-down', '10.0.0.1:16379')?.agoMs ?? 0;
    const agreed = at(timeline, 'agreed-down', '10.0.0.1:16379')?.agoMs ?? 0;
    expect(sinceFaultMs - marked).toBeGreaterThan(1500);
    expect(sinceFaultMs - marked).toBeLessThan(3200);
    expect(agreed).toBeLessThanOrEqual(marked);
  });
});

describe('the timeline of a failover', () => {
  const { timeline, sinceFaultMs } = recorded('master-replaced-17s');
  const master = timeline.lanes.find(({ role }) => role === 'master');

  test('has the switch to the next master, with its epoch', () => {
    const change = at(timeline, 'switch', master?.node ?? '');
    expect(change?.text).toBe('it became the master that sentinels report, with epoch 1');
    const tookMs = sinceFaultMs - (change?.agoMs ?? 0);
    expect(tookMs).toBeGreaterThan(2000);
    expect(tookMs).toBeLessThan(4000);
  });

  test('does not claim to know when the old master ended, because sentinels forget it', () => {
    expect(at(timeline, 'last-reply', '10.0.0.1:16379')?.text).toContain('since then');
    expect(timeline.unknown.join('\n')).toMatch(/^when the old master ended: .*\(2\.0 s\)/);
  });
});

test('a link to the master that is lost is in the timeline and its lane', () => {
  const { timeline } = recorded('replica-with-wrong-masterauth');
  const lost = at(timeline, 'link-lost', '10.0.0.3:16380');
  expect(lost?.text).toBe('the link to 10.0.0.1:16379 broke, and is still down');
  expect(timeline.lanes.find(({ node }) => node === '10.0.0.3:16380')?.linkLostMs).toBe(
    lost?.agoMs,
  );
});

test('events that are older than the time asked for are left out', () => {
  const { snapshot } = recorded('healthy');
  const old = {
    ...snapshot,
    dataNodes: snapshot.dataNodes.map((node) => ({ ...node, uptimeS: 600 })),
  };
  const starts = (minutes: number) =>
    timelineOf(old, minutes).events.filter(({ text }) => text === 'the server started').length;
  expect([starts(9), starts(11)]).toEqual([0, 3]);
});

test('a node that started within the time is named as one that knows nothing older', () => {
  const { timeline } = recorded('healthy');
  expect(timeline.unknown).toContainEqual(
    expect.stringMatching(/^what 6 nodes did before the start within this time: 10\.0\.0\.1:16379/),
  );
});

describe('the picture', () => {
  const names = ['healthy', 'master-replaced-17s', 'data-dead-8s', 'sentinels-dead-2-of-5'];

  test.for(names)('of %s has a title, every event as a whole sentence, and no overlap', (name) => {
    const { timeline } = recorded(name);
    const svg = renderTimelineSvg(timeline, 'DOWN: <reason> & "more"', '2026-01-01T12:00:00.000Z');
    expect(svg).toContain(
      '<title id="title">Timeline of a Redis cluster: DOWN: &lt;reason&gt; &amp;',
    );
    expect(svg).toContain('prefers-color-scheme:dark');
    for (const { text } of timeline.events) expect(svg).toContain(text.replaceAll('>', '&gt;'));
    const circles = [
      ...svg.matchAll(/<circle class="mark" cx="([\d.]+)" cy="([\d.]+)" r="(\d+)"/g),
    ];
    expect(circles).toHaveLength(timeline.events.length);
    for (const [index, [, x, y, radius]] of circles.entries()) {
      for (const [, otherX, otherY] of circles.slice(index + 1)) {
        if (y !== otherY) continue;
        expect(Math.abs(Number(x) - Number(otherX))).toBeGreaterThanOrEqual(2 * Number(radius));
      }
    }
  });

  test('stays within its frame, with all text in rows that fit', () => {
    const { timeline } = recorded('master-replaced-17s');
    const svg = renderTimelineSvg(timeline, 'DEGRADED', '2026-01-01T12:00:00.000Z');
    const [, height = '0'] = /viewBox="0 0 1100 (\d+)"/.exec(svg) ?? [];
    const rows = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" xml:space="preserve">([^<]*)/g)];
    for (const [, , y, words = ''] of rows) {
      expect(Number(y)).toBeLessThan(Number(height));
      expect(words.length).toBeLessThanOrEqual(145);
    }
  });
});
