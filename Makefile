# Credit Tray. `make demo` to see it, `make test` to prove it, `make help` for the rest.

.DEFAULT_GOAL := help
.PHONY: help demo run build test lint bench bindings forecast-accuracy icons install-build install-test install-screenshots screenshots clean

export CARGO_TERM_COLOR ?= auto

help: ## Say what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: install-build ui/dist/index.html ## Start the app with five accounts at a simulator
	cargo build --workspace
	scripts/demo.sh

run: install-build ui/dist/index.html ## Start the app for real
	cargo run

build: install-build ui/dist/index.html ## Leave target/release/credit-tray
	cargo build --release

test: install-test ui/dist/index.html ## Run all tests
	cargo test --workspace
	cd ui && npm test && npm run test:browser

lint: install-build ui/dist/index.html ## Check formatting and style
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- --deny warnings
	cd ui && npm run check && npm run lint

bench: install-test ui/dist/index.html ## Measure the budgets against the smallest Tauri app
	cargo build --release --example smallest_app
	cargo bench --bench budgets

bindings: ui/dist/index.html ## Write the TypeScript bindings anew from the Rust types
	WRITE_BINDINGS=1 cargo test --test bindings

forecast-accuracy: ## Show how far off the forecasts are
	cargo run --release --package credit-tray-core --example forecast_accuracy

icons: ## Render the icons from their drawings (needs rsvg-convert, ImageMagick, pyftsubset and fonts-dejavu-extra)
	scripts/icons.sh

screenshots: install-screenshots ui/dist/index.html ## Take the pictures of the documentation anew
	cd ui && npx playwright test --config screenshots.config.ts

install-build: ## Install what building needs
	scripts/install.sh build

install-test: ## Install what building and testing need
	scripts/install.sh build test

install-screenshots: ## Install what the pictures need too
	scripts/install.sh build test screenshots

clean: ## Remove everything that was built
	cargo clean
	rm -rf ui/dist ui/node_modules

# The UI is embedded into the program, so it is built first.
ui/dist/index.html: $(shell find ui/src src-tauri/core/texts -type f 2>/dev/null) ui/index.html ui/package-lock.json ui/vite.config.ts
	cd ui && npm ci --no-audit --no-fund
	cd ui && npm run build
	touch $@
