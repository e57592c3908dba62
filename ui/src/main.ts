import { mount } from 'svelte';
import App from './App.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { language } from './texts/language.svelte';

// Until the app says which language was chosen, it is the one the system asks for.
document.documentElement.lang = language();

mount(App, { target: document.body });
