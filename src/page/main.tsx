import { render } from 'preact';
import { App } from './app.tsx';
import { applyTheme, keptTheme } from './theme.ts';

applyTheme(keptTheme());
const place = document.querySelector('#page');
if (place) render(<App />, place);
