import { mount } from 'svelte';
import App from './App.svelte';
import { connect } from './backend/connect';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

mount(App, { target: document.body, props: { backend: await connect() } });
