import { useEffect, useState } from 'preact/hooks';
import { loadText } from './load.ts';
import { Symbol } from './symbols.tsx';

const svgs = new Map<string, Promise<string>>();

/** The address of an SVG as an image, in which no script runs. */
function svgAddress(path: string): Promise<string> {
  const known = svgs.get(path);
  if (known) return known;
  const made = loadText(path).then((text) => `data:image/svg+xml,${encodeURIComponent(text)}`);
  svgs.set(path, made);
  return made;
}

/** Icons are loaded again when files have changed. */
export const forgetIcons = () => svgs.clear();

/** The icon of a template; a drawing of ours if it has none, or none that can be shown. */
export function TemplateIcon({ path, name }: { readonly path: string; readonly name: string }) {
  const isSvg = path.endsWith('.svg.txt');
  const [address, setAddress] = useState(isSvg ? undefined : path);
  const [isBroken, setBroken] = useState(path === '');
  useEffect(() => {
    let isCurrent = true;
    setBroken(path === '');
    if (!isSvg) setAddress(path);
    else {
      svgAddress(path).then(
        (made) => isCurrent && setAddress(made),
        () => isCurrent && setBroken(true),
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [path, isSvg]);
  if (isBroken) {
    return (
      <span class="no-icon">
        <Symbol name="box" />
      </span>
    );
  }
  if (address === undefined) return null;
  return <img src={address} alt={name} loading="lazy" onError={() => setBroken(true)} />;
}
