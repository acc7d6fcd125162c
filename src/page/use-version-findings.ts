import { useEffect, useState } from 'preact/hooks';
import type { LintFinding } from '../lint/lint-finding.ts';
import type { PreviewWorker } from './preview-worker.ts';

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
      // What takes too long is not shown: the panels are.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [worker, version, isReady]);
  return findings;
}
