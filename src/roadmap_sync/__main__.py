"""`python -m roadmap_sync`."""

from roadmap_sync.cli import main

if __name__ == "__main__":
    main()
