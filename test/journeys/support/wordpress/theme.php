<!doctype html>
<html <?php language_attributes(); ?>>
<head>
<meta charset="utf-8">
<title>A post</title>
<?php wp_head(); ?>
</head>
<body>
<main><?php the_content(); ?></main>
<?php wp_footer(); ?>
</body>
</html>
