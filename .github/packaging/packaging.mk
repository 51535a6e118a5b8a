# The library and the packages; included by the Makefile.
VERSION := $(shell sed -n 's/^.define BG_VERSION "\(.*\)"/\1/p' include/bumpgate.h)
SOVERSION = 0
SONAME = libbumpgate.so.$(SOVERSION)
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
PACKAGING = .github/packaging
DEB_DEBIAN = build-essential debhelper lintian
ABI_DEBIAN = abigail-tools

.PHONY: FORCE lib install-lib uninstall-lib dist deb static sbom check-library check-packages check-packages-large abi

# ---- the library ------------------------------------------------------------------
PIC_OBJ := $(LIB_SRC:%.c=$(O)/pic/%.o) $(EMBED:%=$(O)/pic/gen/%.o)
PIC = $(filter-out -fPIE,$(COMPILE)) -fPIC

lib: $(O)/libbumpgate.a $(O)/$(SONAME) $(O)/bumpgate.pc

$(O)/pic/lib/%.o: lib/%.c $(O)/flags
	$(call TELL,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(PIC) -include lib/base/banned.h -MMD -MP -c -o $@ $<

$(O)/pic/gen/%.o: $(O)/gen/%.c $(O)/flags
	$(call TELL,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(PIC) -c -o $@ $<

$(O)/$(SONAME): $(PIC_OBJ) lib/bumpgate.map
	$(call TELL,LD,$@)
	$(Q)$(CC) -shared -Wl,-soname,$(SONAME) -Wl,--version-script,lib/bumpgate.map \
		$(filter-out -pie,$(ALL_LDFLAGS)) -Wl,--no-undefined -o $@ $(PIC_OBJ) $(ALL_LDLIBS)

$(O)/bumpgate.pc: include/bumpgate.h $(PACKAGING)/packaging.mk FORCE
	@mkdir -p $(@D)
	@{ printf 'prefix=%s\nlibdir=%s\nincludedir=%s\n\n' \
		'$(PREFIX)' '$(LIBDIR)' '$(INCLUDEDIR)'; \
	   printf 'Name: bumpgate\nDescription: which SemVer bump a release owes\n'; \
	   printf 'Version: %s\nRequires.private: %s\n' '$(VERSION)' '$(PKGS)'; \
	   printf 'Libs: -L$${libdir} -lbumpgate\nLibs.private: %s\n' '$(EXT_LIB)'; \
	   printf 'Cflags: -I$${includedir}\n'; } >$@

install-lib: lib
	$(INSTALL) -d $(DESTDIR)$(INCLUDEDIR) $(DESTDIR)$(LIBDIR)/pkgconfig
	$(INSTALL) -m 644 include/bumpgate.h include/bumpgate-limits.def $(DESTDIR)$(INCLUDEDIR)
	$(INSTALL) -m 644 $(O)/libbumpgate.a $(DESTDIR)$(LIBDIR)/libbumpgate.a
	$(INSTALL) -m 644 $(O)/$(SONAME) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libbumpgate.so
	$(INSTALL) -m 644 $(O)/bumpgate.pc $(DESTDIR)$(LIBDIR)/pkgconfig/bumpgate.pc

uninstall-lib:
	rm -f $(DESTDIR)$(INCLUDEDIR)/bumpgate.h $(DESTDIR)$(INCLUDEDIR)/bumpgate-limits.def \
		$(DESTDIR)$(LIBDIR)/libbumpgate.a $(DESTDIR)$(LIBDIR)/$(SONAME) \
		$(DESTDIR)$(LIBDIR)/libbumpgate.so $(DESTDIR)$(LIBDIR)/pkgconfig/bumpgate.pc

# Symbols, the header's example, static and shared, as another project builds it.
check-library: lib $(O)/bumpgate
	@CC='$(CC)' O=$(O) SONAME=$(SONAME) MAKE='$(MAKE)' BUMPGATE=$(O)/bumpgate \
		sh tests/library.sh

# The library of the newest release against this one; "abi" wants abidiff.
abi: $(O)/$(SONAME)
	@O=$(O) SONAME=$(SONAME) sh $(PACKAGING)/abi.sh

# ---- packages ---------------------------------------------------------------------
# The same bytes for the same commit, wherever and whenever.
dist:
	@mkdir -p $(O)/dist
	git archive --format=tar --prefix=bumpgate-$(VERSION)/ HEAD | gzip -n -9 \
		>$(O)/dist/bumpgate-$(VERSION).tar.gz
	@echo $(O)/dist/bumpgate-$(VERSION).tar.gz

deb:
	@O=$(O) VERSION=$(VERSION) PACKAGES='$(DEB_DEBIAN)' SUDO='$(SUDO)' \
		sh $(PACKAGING)/deb.sh

# Each library that is packaged as an archive goes in; the C library stays dynamic, and so
# do libssh2, with libcrypto behind it, and Kerberos: nothing here opens a connection, but
# libgit2.a wants them. Some archives are not position independent.
static: $(O)/bumpgate-static
$(O)/bumpgate-static: $(O)/cmd/main.o $(CMD_OBJ) $(O)/libbumpgate.a
	$(call TELL,LD,$@)
	$(Q)$(CC) $(patsubst -pie,-no-pie,$(ALL_LDFLAGS)) -o $@ $^ $$(CC='$(CC)' sh $(PACKAGING)/static.sh $(PKGS)) $(LDLIBS)

# The SPDX document of what is linked, to standard output.
sbom:
	@VERSION=$(VERSION) PKGS='$(PKGS)' sh $(PACKAGING)/sbom.sh

check-packages: $(O)/bumpgate
	@O=$(O) VERSION=$(VERSION) MAKE='$(MAKE)' BUMPGATE=$(O)/bumpgate sh tests/packages.sh

check-packages-large: $(O)/bumpgate
	@O=$(O) VERSION=$(VERSION) MAKE='$(MAKE)' BUMPGATE=$(O)/bumpgate sh tests/packages.sh large
