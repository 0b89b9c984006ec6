"""One content, three renderings: PDF, DOCX and a part of a page."""
