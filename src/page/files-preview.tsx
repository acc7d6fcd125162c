import { useMemo, useState } from 'preact/hooks';
import type { LaunchPage } from '../rancher/form/launch-page.ts';
import { previewTabs } from '../rancher/form/preview-tabs.ts';
import { Code } from './code.tsx';
import { Symbol } from './symbols.tsx';
import { Tabs } from './tabs.tsx';

/** The files as they are in the repository, below Rancher's divider; closed at first. */
export function FilesPreview({ page }: { readonly page: LaunchPage }) {
  const [isOpen, setOpen] = useState(false);
  const [open, openTab] = useState('');
  const tabs = useMemo(
    () =>
      (isOpen ? previewTabs(page) : []).map(({ name, text, language }) => ({
        name,
        content: () => <Code key={name} name={name} text={text} language={language} />,
      })),
    [page, isOpen],
  );
  return (
    <section class="raw" aria-label="Files">
      <button type="button" class="divider" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span>
          Preview <Symbol name="down" />
        </span>
      </button>
      {isOpen && <Tabs label="Files" tabs={tabs} open={open} onOpen={openTab} />}
    </section>
  );
}
