import { useEffect, useRef } from 'preact/hooks';
import type { LaunchRequest } from '../rancher/form/launch-request.ts';

const addresses: Readonly<Record<LaunchRequest['kind'], string>> = {
  create: 'POST /v2-beta/projects/ID/stacks',
  upgrade: 'POST /v2-beta/projects/ID/stacks/ID?action=upgrade',
};

/** The files are in the tabs; here, their size is enough. */
const brief = (text: string | undefined) => text && `(${text.split('\n').length} lines)`;

/** What Rancher's page would send. */
export function Sent({
  request,
  onClose,
}: {
  readonly request: LaunchRequest;
  readonly onClose: () => void;
}) {
  const { kind, ...body } = request;
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), [request]);
  const shown = {
    ...body,
    dockerCompose: brief(body.dockerCompose),
    rancherCompose: brief(body.rancherCompose),
  };
  return (
    <section class="box sent" ref={box} tabIndex={-1} aria-label="Request">
      <h2>Rancher’s page would send this request</h2>
      <p>Nothing was sent: this is a preview.</p>
      <p>
        <code>{addresses[kind]}</code>
      </p>
      <pre tabIndex={0} aria-label="Body of the request">
        {JSON.stringify(shown, null, 2)}
      </pre>
      <button type="button" class="button" onClick={onClose}>
        Close
      </button>
    </section>
  );
}
