import { useEffect, useRef, useState } from 'preact/hooks';
import { capitalized } from '../diagnostics/capitalized.ts';
import type { LaunchPage } from '../rancher/form/launch-page.ts';
import { shownFrame } from '../rancher/form/shown-page.ts';
import type { ServedVersion } from '../rancher/form/served-template.ts';
import { TemplateIcon } from './icon.tsx';
import type { PreviewWorker } from './preview-worker.ts';

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return value === '' ? null : (
    <p class="fact">
      <strong>{label}:</strong> {value}
    </p>
  );
}

/** Only addresses of the web: a catalog could have `javascript:` there. */
const isWeb = (link: string) => /^https?:/i.test(link);

/** The README, as safe HTML that the worker makes. */
function Readme({
  worker,
  version,
}: {
  readonly worker: PreviewWorker;
  readonly version: ServedVersion;
}) {
  const [html, setHtml] = useState('');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isCurrent = true;
    worker.call('readme', version.id).then(
      (made) => isCurrent && setHtml(made),
      () => isCurrent && setHtml('<p>The README could not be drawn.</p>'),
    );
    return () => {
      isCurrent = false;
    };
  }, [worker, version]);
  useEffect(() => {
    if (box.current) box.current.innerHTML = html;
  }, [html]);
  return <div class="readme" ref={box} role="group" aria-label="README" tabIndex={0} />;
}

interface Props {
  readonly page: LaunchPage;
  readonly icon: string;
  readonly worker: PreviewWorker | undefined;
}

/** The first box of the launch page: icon and facts, and the README, or the description if there is none. */
export function TemplateBox({ page, icon, worker }: Props) {
  const { template, version } = page;
  const frame = shownFrame(page);
  return (
    <section class="box template" aria-label="Template">
      <div class="template-facts">
        <div class="template-icon">
          <TemplateIcon path={icon} name={template.name} />
        </div>
        <Fact label="Catalog" value={capitalized(template.catalogId)} />
        <Fact label="Category" value={frame.categories} />
        <Fact label="Support" value={frame.support} />
        <Fact label="Maintainer" value={template.maintainer} />
        <Fact label="License" value={template.license} />
        {frame.projectLink !== '' && (
          <p class="fact">
            <strong>Project URL:</strong>{' '}
            {isWeb(frame.projectLink) ? (
              <a href={frame.projectLink} target="_blank" rel="noreferrer noopener">
                {template.projectUrl}
              </a>
            ) : (
              template.projectUrl
            )}
          </p>
        )}
      </div>
      <div class="template-text">
        {version?.readme !== undefined && worker ? (
          <Readme worker={worker} version={version} />
        ) : (
          version && (
            <>
              <h2>{frame.title}</h2>
              <p>{template.description}</p>
            </>
          )
        )}
      </div>
    </section>
  );
}
