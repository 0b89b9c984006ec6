"""How far raters agree: Kendall's W, Krippendorff's alpha, the kappas of Fleiss and Cohen."""
