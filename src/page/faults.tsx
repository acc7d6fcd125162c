import { useEffect, useState } from 'preact/hooks';
import type { PageFault } from '../preview/page-data.ts';

const count = (faults: readonly PageFault[], severity: PageFault['severity'], word: string) => {
  const found = faults.filter((fault) => fault.severity === severity).length;
  return found === 0 ? [] : [`${found} ${word}${found === 1 ? '' : 's'}`];
};

/** The faults of the files, over the page, until they are fixed. */
export function Faults({ faults }: { readonly faults: readonly PageFault[] }) {
  const [isOpen, setOpen] = useState(true);
  useEffect(() => setOpen(true), [faults]);
  const title = [...count(faults, 'error', 'error'), ...count(faults, 'warning', 'warning')];
  return (
    <section class="faults" role="alert" aria-label="Faults of the files">
      <p class="faults-title">
        <strong>{title.join(', ')}</strong>
        <button type="button" class="button small" onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide' : 'Show'}
        </button>
      </p>
      {isOpen && (
        <>
          {faults.map(({ text, severity }) => (
            <pre key={text} class={severity} tabIndex={0}>
              {text}
            </pre>
          ))}
          <p class="faults-note">Below is what was there before. The page updates when you save.</p>
        </>
      )}
    </section>
  );
}
