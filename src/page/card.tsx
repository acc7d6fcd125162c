import type { LintCounts } from '../preview/catalog-list.ts';
import type { PreviewCard } from '../preview/page-data.ts';
import { TemplateIcon } from './icon.tsx';
import { hrefOf } from './route.ts';

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

function Findings({ counts }: { readonly counts: LintCounts | undefined }) {
  if (!counts) return null;
  const { error, warning, info } = counts;
  if (error + warning + info === 0) return <p class="findings clean">no findings</p>;
  return (
    <p class="findings">
      {error > 0 && <span class="error">{plural(error, 'error')}</span>}
      {warning > 0 && <span class="warning">{plural(warning, 'warning')}</span>}
      {info > 0 && <span class="info">{plural(info, 'note')}</span>}
    </p>
  );
}

/** A template in the list. */
export function CardView({
  card,
  counts,
}: {
  readonly card: PreviewCard;
  readonly counts: LintCounts | undefined;
}) {
  const { name, description, folder, icon, ribbon, phantom, reachable } = card;
  const shown = name === '' ? folder : name;
  return (
    <li class="card">
      {ribbon && <span class={`ribbon ${ribbon.kind}`}>{ribbon.text}</span>}
      <div class="card-icon">
        <TemplateIcon path={icon} name="" />
      </div>
      <h2>{shown}</h2>
      <hr />
      <p class="card-text">
        {phantom ? 'Rancher cannot read config.yml of this entry.' : description}
      </p>
      <Findings counts={counts} />
      {phantom || !reachable ? (
        <span class="button small disabled">Cannot be opened</span>
      ) : (
        <a
          class="button small primary"
          href={hrefOf({ folder })}
          aria-label={`View details of ${shown}`}
        >
          View Details
        </a>
      )}
    </li>
  );
}
