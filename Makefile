# The two that matter: make run, make test. Both install what is missing first.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test build headless bench gallery fmt clean deps

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: ## build, make the example firm, run its month, open its window
	@scripts/run

test: ## everything that must hold before a change is accepted
	@scripts/test

build: ## the program, as ./rapport
	@scripts/build

headless: ## the command line alone, as one static binary ./rapport-headless
	@scripts/build headless

bench: ## measure against the peers and print a table of ratios
	@scripts/bench

gallery: ## pictures of every screen, light and dark, in docs/screens
	@scripts/gallery

fmt: ## format all Go files
	@gofmt -w .

deps: ## install what building and testing need
	@scripts/deps test

clean: ## remove what was built and written; data files are not touched
	@rm -rf rapport rapport-headless build out
