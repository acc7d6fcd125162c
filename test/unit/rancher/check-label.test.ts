import { describe, expect, it } from 'vitest';
import { parseAffinity } from '../../../src/rancher/parse-affinity.ts';
import { checkLabel } from '../../../src/rancher/check-label.ts';

const faults = (key: string, value: string) => checkLabel(key, value).map(({ fault }) => fault);
const affinity = 'io.rancher.scheduler.affinity:';

describe('checkLabel', () => {
  it.each([
    ['com.example.anything', 'a b'],
    [
      `${affinity}container_label_ne`,
      'io.rancher.stack_service.name=${stack_name}/${service_name}',
    ],
    [`${affinity}container_label_soft_ne`, 'io.rancher.stack.name=${stack_name},tier=db'],
    [`${affinity}host_label`, 'disk=ssd,zone=a'],
    [`${affinity}container_ne`, 'redis-1'],
    [`${affinity}volumes`, 'data,logs'],
    ['io.rancher.scheduler.global', 'TRUE'],
    ['io.rancher.sidekicks', 'a, b'],
    ['io.rancher.service.selector.link', 'a=b, c in (d,e), f'],
    ['io.rancher.container.agent_service.metadata', 'true'],
  ])('accepts %s: %s', (key, value) => {
    expect(checkLabel(key, value)).toEqual([]);
  });

  it.each([
    [`${affinity}not_host_label`, 'a=b', 'affinity-unknown'],
    [`${affinity}container_labels`, 'a=b', 'affinity-unknown'],
    [`${affinity}host_label`, ',', 'affinity-empty'],
    [`${affinity}host_label`, 'a=b, c=d', 'affinity-untrimmed'],
    [`${affinity}host_label`, 'a=', 'affinity-no-value'],
    [`${affinity}host_label`, 'a', 'affinity-no-value'],
    [`${affinity}container`, 'a=b', 'affinity-no-value'],
    [`${affinity}host_label`, 'a=b=c', 'affinity-extra-equals'],
    [`${affinity}container_label_ne`, 'io.rancher.stack_service.name=/', 'affinity-macro'],
    [`${affinity}container_label_ne`, 'io.rancher.stack.name=${stack}', 'affinity-macro'],
    ['io.rancher.scheduler.global', 'yes', 'value-misread'],
    ['io.rancher.container.pull_image', 'true', 'value-misread'],
    ['io.rancher.service.selector.link', 'a==b', 'value-malformed'],
    ['io.rancher.stack.name', 'x', 'label-system'],
    ['io.rancher.container.network', 'true', 'label-removed'],
    ['io.rancher.scheduler.require_any', 'a=b', 'label-of-hosts'],
    ['io.rancher.sidekick', 'a', 'label-unknown'],
    ['io.rancher.container.dns', 'true', 'dns-search-lost'],
  ])('%s: %s is %s', (key, value, fault) => {
    expect(faults(key, value)).toEqual([fault]);
  });

  it('suggests the intended label', () => {
    expect(checkLabel('io.rancher.sidekick', 'a')[0]?.hint).toContain('io.rancher.sidekicks');
    expect(checkLabel(`${affinity}hostlabel`, 'a=b')[0]?.hint).toContain('host_label');
  });
});

describe('parseAffinity', () => {
  it('reads a rule as the allocator does: lower case, cut at commas, nothing trimmed', () => {
    expect(parseAffinity(`${affinity}Host_Label_Soft_NE`, 'A=B, c=d=e,,f')).toEqual({
      subject: 'host-label',
      soft: true,
      negated: true,
      items: [
        { text: 'a=b', key: 'a', value: 'b' },
        { text: ' c=d=e', key: ' c', value: 'd' },
        { text: 'f', key: undefined, value: 'f' },
      ],
    });
  });

  it('ignores other labels', () => {
    expect(parseAffinity('io.rancher.scheduler.global', 'true')).toBeUndefined();
    expect(parseAffinity(`${affinity}volumes_not`, 'x')).toBeUndefined();
  });
});
