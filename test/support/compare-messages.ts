// A setup file: runs once for each file of tests, also if they share a process.
import { afterAll } from 'vitest';
import { compareSections, expectComparison } from './recorder.ts';

expectComparison();

// Vitest infers from this pattern that no fixture is needed.
// oxlint-disable-next-line no-empty-pattern
afterAll(async ({}, suite) => compareSections(suite));
