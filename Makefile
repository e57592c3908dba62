# Credit Tray. `make demo` shows it, `make test` runs every test, `make help` lists the rest.

.DEFAULT_GOAL := help
.PHONY: help demo run build test lint lives faults crash soak fuzz bench bindings forecast-accuracy icons audit advisories sbom install-build install-test install-screenshots install-fuzz install-audit install-sbom screenshots moving-picture clean

export CARGO_TERM_COLOR ?= auto

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

demo: install-build ui/dist/index.html ## Try the app with five simulated accounts; needs no keys
	cargo build --workspace
	scripts/demo.sh

run: install-build ui/dist/index.html ## Build the app and start it
	cargo run

build: install-build ui/dist/index.html ## Build the release: target/release/credit-tray and credit-tray-cli
	cargo build --release
	cargo build --release --package credit-tray-cli

test: install-test ui/dist/index.html ## Run every test
	cargo test --workspace
	cargo build --package credit-tray-window-tests
	cd ui && npm test && npm run test:browser

lint: install-build ui/dist/index.html ## Check formatting and style
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- --deny warnings
	cd ui && npm run check && npm run lint

# What .cargo/deny.toml only warns of is long: without --log-level it is shown.
audit: install-audit ## Check where all dependencies come from, their licences, and that none is banned
	target/tools/bin/cargo-deny --workspace --locked --log-level error check licenses bans sources
	node scripts/npm-lock.mjs

# Whatever is known of what the page is made of counts, and of the tools too: Svelte is one of them to npm.
advisories: install-audit ## Ask for known vulnerabilities in all dependencies; needs the network
	target/tools/bin/cargo-deny --workspace --locked check advisories
	cd ui && npm audit --omit=dev && npm audit

sbom: install-sbom ## List what is in the programs and the page, as CycloneDX in target/sbom
	scripts/sbom.sh

lives: ## Live 100,000 other lives of accounts than the tests do; takes half an hour
	cargo test --package credit-tray-engine --test monitor -- --ignored other_lives

faults: install-build ui/dist/index.html ## Meet every fault at every provider, and print the table; takes ten minutes
	cargo build --release --package credit-tray-cli
	cargo test --release --package credit-tray-window-tests --test faults -- --ignored --nocapture --test-threads 1

soak: install-build ui/dist/index.html ## Live a year and 100,000 polls, and see that nothing grows; takes ten minutes
	cargo test --release --package credit-tray-engine --test monitor -- --ignored --nocapture soak
	cargo test --release --package credit-tray-window-tests --test soak -- --ignored --nocapture

fuzz: install-fuzz ## Fuzz whatever strangers can send or write, each kind for a minute
	scripts/fuzz.sh

crash: ## Kill the engine a thousand times while it writes; takes minutes
	cargo test --package credit-tray-window-tests --test crash -- --ignored --nocapture

bench: install-test ui/dist/index.html ## Measure memory, start and size against the smallest Tauri app
	cargo build --release --manifest-path tests/bench/smallest_app/Cargo.toml --target-dir target
	cargo bench --bench budgets

bindings: ui/dist/index.html ## Regenerate the TypeScript bindings from the Rust types
	WRITE_BINDINGS=1 cargo test --test bindings

forecast-accuracy: ## Measure how accurate the forecasts are
	cargo run --release --package credit-tray-core --example forecast_accuracy

icons: ## Render the icons from their drawings (needs rsvg-convert, ImageMagick, pyftsubset and fonts-dejavu-extra)
	scripts/icons.sh

screenshots: install-screenshots ui/dist/index.html ## Retake the screenshots in docs/images
	cargo build --package credit-tray-window-tests
	cd ui && npx playwright test --config screenshots.config.ts

moving-picture: install-screenshots ui/dist/index.html ## Re-record docs/images/alert.gif
	cargo build --workspace
	scripts/moving-picture.sh

install-build: ## Install what the build needs
	scripts/install.sh build

install-test: ## Install what the build and the tests need
	scripts/install.sh build test

install-screenshots: ## Install what the screenshots need as well
	scripts/install.sh build test screenshots

install-audit: ## Install what `make audit` needs
	scripts/install.sh audit

install-sbom: ## Install what `make sbom` needs
	scripts/install.sh sbom

install-fuzz: ## Install what fuzzing needs
	scripts/install.sh fuzz

clean: ## Delete everything that was built
	cargo clean
	rm -rf ui/dist ui/node_modules

# The UI is embedded into the program, so it is built first.
ui/dist/index.html: $(shell find ui/src src-tauri/core/texts -type f 2>/dev/null) ui/index.html ui/package-lock.json ui/vite.config.ts
	cd ui && npm ci --no-audit --no-fund
	cd ui && npm run build
	touch $@
