# The commands of everyday; Meson does the work.
#
#     make deps     install what is missing (apt, with sudo where not root)
#     make build    build/tingfu, a release build, and the maker of the sample platform
#     make test     deps, build, every test; the last line says how many
#     make demo     deps, build, then close the sample platform
#     make clean    remove the build directory

BUILD = build
SETUP =

.PHONY: all deps configure build test demo clean

all: build

deps:
	@tools/install-packages build test

configure:
	@test -f $(BUILD)/build.ninja || meson setup $(BUILD) --buildtype=release $(SETUP)

build: configure
	@ninja -C $(BUILD) tingfu demo/tingfu-demo-platform

test: deps
	@$(MAKE) --no-print-directory configure
	@rm -f $(BUILD)/meson-logs/testlog.json
	@ninja -C $(BUILD) && meson test -C $(BUILD) --no-rebuild --print-errorlogs; \
	python3 tools/closing-line.py $(BUILD)

demo: deps
	@$(MAKE) --no-print-directory configure
	@ninja -C $(BUILD) tingfu demo/tingfu-demo-platform
	@demo/run.sh $(BUILD)

clean:
	rm -rf $(BUILD)
