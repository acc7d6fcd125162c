import { expect, test } from 'vitest';
import { freeNets, parseRange, routeRanges } from '../../../src/docker/free-subnet.ts';

const range = (cidr: string) => parseRange(cidr) ?? { first: 0, last: 0 };

test('parseRange accepts any address of a network, and only IPv4', () => {
  expect(parseRange('10.213.7.9/24')).toEqual({ first: 0x0a_d5_07_00, last: 0x0a_d5_07_ff });
  expect(parseRange('172.16.0.0/12')).toEqual({ first: 0xac_10_00_00, last: 0xac_1f_ff_ff });
  expect(parseRange('fe80::1/64')).toBeUndefined();
  expect(parseRange('')).toBeUndefined();
});

test('routeRanges returns networks without default routes', () => {
  const text = [
    'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT',
    'eth0\t00000000\t0102000A\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    'tun0\t00000000\t0102000A\t0003\t0\t0\t0\t00000080\t0\t0\t0',
    'tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0',
  ].join('\n');
  expect(routeRanges(text)).toEqual([range('10.0.0.0/8')]);
});

test('freeNets starts at the given network and leaves out used ranges', () => {
  expect(freeNets([], 6).slice(0, 2)).toEqual(['10.213.7', '10.213.8']);
  expect(freeNets([range('10.213.7.128/25')], 6)[0]).toBe('10.213.8');
  expect(freeNets([range('10.0.0.0/8')], 6)[0]).toBe('192.168.7');
  expect(freeNets([], 253)[1]).toBe('10.213.1');
  expect(freeNets([range('0.0.0.0/0')], 6)).toEqual([]);
});
